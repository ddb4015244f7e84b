// The release that an upgrade starts from. A new release puts the commit of the one before it here. This is the first whose stages
// have an admin; those before it had a user pool that cannot be updated, and nobody in it.
export const previousRelease = "c7cbc101378531107dbff1785f4cdccf55d65162";
