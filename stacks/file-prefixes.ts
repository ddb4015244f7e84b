// Where things lie in the files bucket, as functions/store/buckets.ts puts them there.

export const filePrefixes = { body: "body/", sent: "sent/", upload: "upload/", attachment: "attachment/" } as const;
