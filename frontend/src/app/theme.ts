import { ActionIcon, Button, createTheme, rem } from "@mantine/core";

const SYSTEM_SANS = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif';
const SYSTEM_MONO = 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace';

/** 14 px text, 13 px monospace, 32 px controls; the main action is ink, so that colour is left to mean something. */
export const theme = createTheme({
  fontFamily: SYSTEM_SANS,
  fontFamilyMonospace: SYSTEM_MONO,
  fontSizes: { xs: rem(12), sm: rem(13), md: rem(14), lg: rem(16), xl: rem(20) },
  headings: { fontFamily: SYSTEM_SANS, fontWeight: "600" },
  spacing: { xs: rem(4), sm: rem(8), md: rem(16), lg: rem(24), xl: rem(32) },
  defaultRadius: rem(6),
  focusRing: "auto",
  respectReducedMotion: true,
  components: {
    Button: Button.extend({
      defaultProps: { size: "sm", variant: "default" },
      vars: (_theme, props) => ({
        root: {
          "--button-height": rem(32),
          "--button-padding-x": rem(12),
          "--button-fz": rem(14),
          fontWeight: "500",
          ...(props.variant === "filled"
            ? {
                "--button-bg": "var(--pw-action)",
                "--button-hover": "var(--pw-action-hover)",
                "--button-color": "var(--pw-on-action)",
              }
            : {}),
        },
      }),
    }),
    ActionIcon: ActionIcon.extend({ defaultProps: { size: 32, variant: "subtle", color: "gray" } }),
    // Not by Modal.Root.extend and Input.extend, which would bring the code of dialogs and forms into the first load.
    ModalRoot: { defaultProps: { transitionProps: { duration: 100 } } },
    Input: {
      vars: () => ({
        wrapper: {
          "--input-height": rem(32),
          "--input-fz": rem(14),
          "--input-bg": "var(--mantine-color-default)",
        },
      }),
    },
    InputWrapper: {
      styles: { label: { marginBottom: rem(4) }, description: { marginBottom: rem(6) } },
    },
  },
});
