"""What the exercises of chapter 9 ask for."""
