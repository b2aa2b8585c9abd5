"""What the exercises of chapter 7 ask for."""
