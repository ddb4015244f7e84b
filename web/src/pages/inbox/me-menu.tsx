// My corner: how the page looks to me, the shortcuts, and the way out.
import Keyboard from "lucide-solid/icons/keyboard";
import { useNavigate } from "@solidjs/router";
import LogOut from "lucide-solid/icons/log-out";
import Settings from "lucide-solid/icons/settings";
import ShieldCheck from "lucide-solid/icons/shield-check";
import { Show } from "solid-js";
import { api, type Me } from "../../api.ts";
import { reasonOf } from "../../data/reason.ts";
import { type Locale, locale, locales, setLocale, t } from "../../i18n/index.ts";
import { keysOf, runAction } from "../../keyboard.ts";
import { chooseTheme, themeChoice, themes } from "../../theme.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Menu, MenuChoice, MenuItem, MenuSeparator } from "../../ui/menu.tsx";
import { toast } from "../../ui/toast.tsx";

export function MeMenu(props: { me: Me }) {
  const navigate = useNavigate();
  return (
    <Menu
      placement="top-start"
      triggerClass="flex h-10 w-full items-center gap-2.5 rounded-control px-1.5 text-left hover:bg-active aria-expanded:bg-active"
      trigger={
        <>
          <Avatar name={props.me.name} seed={props.me.id} size="small" />
          <span class="sr-only">{t("me.menu")}</span>
          <span class="min-w-0 flex-1 max-lg:sm:sr-only">
            <span class="block truncate text-ui font-medium">{props.me.name}</span>
            <span class="block truncate text-meta text-fg-subtle">{props.me.email}</span>
          </span>
        </>
      }
    >
      <MenuItem
        icon={<Keyboard />}
        keys={keysOf("help.shortcuts")}
        onSelect={() => runAfterMenu(() => runAction("help.shortcuts"))}
      >
        {t("me.shortcuts")}
      </MenuItem>
      <MenuItem icon={<Settings />} keys={keysOf("settings.open")} onSelect={() => runAction("settings.open")}>
        {t("nav.settings")}
      </MenuItem>
      <Show when={props.me.role === "admin"}>
        <MenuItem icon={<ShieldCheck />} onSelect={() => navigate("/ledger")}>
          {t("ledger.title")}
        </MenuItem>
      </Show>
      <MenuSeparator />
      <MenuChoice
        label={t("me.theme")}
        value={themeChoice()}
        options={themes.map((theme) => ({ value: theme, label: t(`me.theme.${theme}`) }))}
        onChoose={chooseTheme}
      />
      <MenuSeparator />
      <MenuChoice
        label={t("me.language")}
        value={locale()}
        options={locales.map((value) => ({ value, label: languageNames[value] }))}
        onChoose={(value) => void setLocale(value)}
      />
      <MenuSeparator />
      <MenuItem icon={<LogOut />} onSelect={() => void signOut()}>
        {t("me.sign-out")}
      </MenuItem>
    </Menu>
  );
}

/** Each in its own language, so that who ended up in the wrong one finds the way back. */
const languageNames: Readonly<Record<Locale, string>> = { en: "English", es: "Español", it: "Italiano" };

/** A dialog that opens while the menu still closes would lose the focus to it. */
function runAfterMenu(run: () => void): void {
  setTimeout(run);
}

async function signOut(): Promise<void> {
  try {
    await api.session.end();
    // A new document, so that nothing of this session stays in memory.
    location.assign("/sign-in");
  } catch (error) {
    toast.error(reasonOf(error));
  }
}
