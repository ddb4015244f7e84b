// The release that an upgrade starts from. A new release puts the commit of the one before it here.
export const previousRelease = "ef100b9ded4251a904d39f38549c2ec263c7b007";
