"""Cards that explain one thing each: a sentence, a formula, a drawing, and the claim that it belongs to. No Qt."""
