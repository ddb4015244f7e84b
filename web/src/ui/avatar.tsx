// Initials on a colour that always is the same for the same person.

/** `seed` decides the colour (an address, an id); `name` the initials. The name stands beside it, so it is hidden from readers. */
export function Avatar(props: { name: string; seed?: string; size?: "tiny" | "small" | "normal" }) {
  return (
    <span
      aria-hidden="true"
      class={`inline-flex shrink-0 items-center justify-center rounded-full font-medium select-none ${sizes[props.size ?? "normal"]} ${colourOf(props.seed ?? props.name)}`}
    >
      {initialsOf(props.name)}
    </span>
  );
}

const sizes = { tiny: "size-5 text-[0.5625rem]", small: "size-7 text-meta", normal: "size-9 text-ui" } as const;

const colours = [
  "bg-tag-red-bg text-tag-red-fg",
  "bg-tag-orange-bg text-tag-orange-fg",
  "bg-tag-amber-bg text-tag-amber-fg",
  "bg-tag-lime-bg text-tag-lime-fg",
  "bg-tag-green-bg text-tag-green-fg",
  "bg-tag-teal-bg text-tag-teal-fg",
  "bg-tag-sky-bg text-tag-sky-fg",
  "bg-tag-indigo-bg text-tag-indigo-fg",
  "bg-tag-violet-bg text-tag-violet-fg",
  "bg-tag-pink-bg text-tag-pink-fg",
] as const;

function colourOf(seed: string): string {
  let hash = 0;
  for (const character of seed.toLowerCase()) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) >>> 0;
  return colours[hash % colours.length] ?? colours[0];
}

export function initialsOf(name: string): string {
  const words = name
    .replace(/@.*$/u, "")
    .split(/[\s._-]+/u)
    .filter((word) => /^[\p{L}\p{N}]/u.test(word));
  const letters =
    words.length > 1 ? [words[0], words.at(-1)].map((word) => [...(word ?? "")][0]) : [...(words[0] ?? "?")].slice(0, 1);
  return letters.join("").toLocaleUpperCase();
}
