"""What the exercises of chapter 8 ask for."""
