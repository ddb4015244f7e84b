// What the customers photographed: a gauge, a drip, a cup, a logo. Circles and lines are all it takes.
import { type Colour, png } from "./png.ts";

const cream: Colour = [244, 236, 221];
const wood: Colour = [158, 116, 78];
const coffee: Colour = [62, 36, 22];
const steel: Colour = [176, 182, 188];
const white: Colour = [255, 255, 255];
const red: Colour = [196, 52, 40];
const green: Colour = [58, 125, 86];

/** A pressure gauge whose needle stands at `bar` of 16. */
export function gauge(bar: number): Buffer {
  const angle = Math.PI * (0.75 + 1.5 * (bar / 16));
  return png(180, 180, (x, y) => {
    const [dx, dy] = [x - 0.5, y - 0.5];
    const distance = Math.hypot(dx, dy);
    if (distance > 0.48) return wood;
    if (distance > 0.43) return steel;
    if (distance < 0.04) return coffee;
    const along = dx * Math.cos(angle) + dy * Math.sin(angle);
    const aside = Math.abs(-dx * Math.sin(angle) + dy * Math.cos(angle));
    if (along > 0 && along < 0.34 && aside < 0.014) return red;
    const mark = ((Math.atan2(dy, dx) / Math.PI + 2) % 2) * 8;
    const isMark = distance > 0.37 && Math.abs(mark - Math.round(mark)) < 0.12 && !(mark > 2.3 && mark < 5.7);
    return isMark ? coffee : white;
  });
}

/** A cup seen from above; `level` of 0 is empty, 1 is full. */
export function cup(level: number): Buffer {
  return png(200, 150, (x, y) => {
    const distance = Math.hypot((x - 0.45) * 4, (y - 0.5) * 3);
    if (distance < 0.85 * level) return coffee;
    if (distance < 1.05) return white;
    const handle = Math.hypot((x - 0.78) * 4, (y - 0.5) * 3);
    if (handle < 0.45 && handle > 0.28) return white;
    return distance < 1.35 ? cream : wood;
  });
}

/** The group of a machine with a drop where none should be. */
export function drip(): Buffer {
  return png(160, 200, (x, y) => {
    if (y < 0.3 && Math.abs(x - 0.5) < 0.32) return steel;
    if (y < 0.38 && Math.abs(x - 0.5) < 0.2) return coffee;
    const drop = Math.hypot((x - 0.5) * 1.6, (y - 0.62) * (y < 0.62 ? 1 : 1.6));
    if (drop < 0.12) return [96, 148, 190];
    return y > 0.88 ? wood : cream;
  });
}

/** A round mark on a coloured field, good enough for a letterhead. */
export function logo(field: Colour = green): Buffer {
  return png(120, 40, (x, y) => {
    const ring = Math.hypot((x - 0.16) * 3, y - 0.5);
    if (ring < 0.3 && ring > 0.16) return white;
    return y > 0.46 && y < 0.54 && x > 0.36 && x < 0.9 ? white : field;
  });
}
