"""What the exercises of chapter 1 ask for."""
