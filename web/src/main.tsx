// Starts the page: the reader's language first, then the routes.
import { render } from "solid-js/web";
import { App } from "./app.tsx";
import { preferredLocale, setLocale } from "./i18n/index.ts";
import "./styles/app.css";
import "./theme.ts";

const page = document.getElementById("page");
if (!page) throw new Error("index.html has no #page");

await setLocale(preferredLocale());
render(() => <App />, page);
