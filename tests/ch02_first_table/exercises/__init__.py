"""What the exercises of chapter 2 ask for."""
