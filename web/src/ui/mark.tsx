// The product's mark.

export function Mark(props: { class?: string }) {
  return (
    <svg viewBox="0 0 32 32" class={props.class} aria-hidden="true">
      <rect width="32" height="32" rx="8" class="fill-accent" />
      <path
        d="M7 18.5 10.2 10a1.8 1.8 0 0 1 1.7-1.2h8.2a1.8 1.8 0 0 1 1.7 1.2L25 18.5V21a2.2 2.2 0 0 1-2.2 2.2H9.2A2.2 2.2 0 0 1 7 21Zm0 0h5.1c.4 1.9 1.9 3.1 3.9 3.1s3.5-1.2 3.9-3.1H25"
        class="fill-none stroke-fg-on-accent"
        stroke-width="2"
        stroke-linejoin="round"
      />
    </svg>
  );
}
