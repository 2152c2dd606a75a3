import { Link } from "react-router";
import { EmptyFace } from "../components/empty-face.tsx";

export function NotFoundPage() {
  return (
    <EmptyFace title="There is no page at this address">
      <Link to="/">Go to the incidents</Link>
    </EmptyFace>
  );
}
