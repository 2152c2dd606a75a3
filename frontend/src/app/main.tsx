import "../lib/zod-without-eval.ts";
import "./styles.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { takeTokenFromAddress } from "../lib/sign-in-token.ts";
import { App } from "./app.tsx";
import { preloadPage } from "./pages.tsx";

preloadPage(window.location.pathname);

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no element with the id root");
createRoot(root).render(
  <StrictMode>
    <App linkToken={takeTokenFromAddress()} />
  </StrictMode>,
);
