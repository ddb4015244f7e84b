// Sets the theme before the first paint. A file of its own because the content security policy allows no inline script.
{
  const choice = localStorage.getItem("theme");
  const isDark = choice === "dark" || (choice !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.theme = isDark ? "dark" : "light";
  document.querySelector('meta[name="theme-color"]').content = isDark ? "#0c0e13" : "#f2f3f6";
}
