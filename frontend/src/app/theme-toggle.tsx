import { ActionIcon, type MantineColorScheme, useMantineColorScheme } from "@mantine/core";
import { IconDeviceDesktop, IconMoon, IconSun } from "@tabler/icons-react";
import classes from "./shell.module.css";

interface Choice {
  words: string;
  icon: typeof IconSun;
  next: MantineColorScheme;
}

const CHOICES: Record<MantineColorScheme, Choice> = {
  auto: { words: "as the system", icon: IconDeviceDesktop, next: "dark" },
  dark: { words: "dark", icon: IconMoon, next: "light" },
  light: { words: "light", icon: IconSun, next: "auto" },
};

/** Goes round: as the system, dark, light. */
export function ThemeToggle() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { words, icon: Icon, next } = CHOICES[colorScheme];
  const label = `Theme: ${words}. Switch to ${CHOICES[next].words}`;
  return (
    <ActionIcon className={classes.tool} aria-label={label} title={label} onClick={() => setColorScheme(next)}>
      <Icon size={18} stroke={1.7} aria-hidden />
    </ActionIcon>
  );
}
