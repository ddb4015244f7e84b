// Light, dark, or as the system says. `public/theme.js` sets it before the first paint; this follows every change after it.
import { createSignal } from "solid-js";

export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

const systemIsDark = matchMedia("(prefers-color-scheme: dark)");
const [choice, setChoice] = createSignal<Theme>(themes.find((theme) => theme === localStorage.getItem("theme")) ?? "system");
const [isSystemDark, setSystemDark] = createSignal(systemIsDark.matches);

export { choice as themeChoice };

/** What is shown now. */
export function isDark(): boolean {
  return choice() === "dark" || (choice() === "system" && isSystemDark());
}

export function chooseTheme(theme: Theme): void {
  localStorage.setItem("theme", theme);
  setChoice(theme);
  paint();
}

systemIsDark.addEventListener("change", ({ matches }) => {
  setSystemDark(matches);
  paint();
});

function paint(): void {
  document.documentElement.dataset["theme"] = isDark() ? "dark" : "light";
  document.querySelector('meta[name="theme-color"]')?.setAttribute("content", isDark() ? "#0c0e13" : "#f2f3f6");
}
