// Many requests, a few of them on their way at the same time.

const atOnce = 6;

/** @returns what runs `send` as soon as fewer than that many are running */
export function aFewAtATime(): <Answer>(send: () => Promise<Answer>) => Promise<Answer> {
  const waiting: (() => void)[] = [];
  let free = atOnce;
  return async (send) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await send();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}
