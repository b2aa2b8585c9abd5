"""What the exercises of chapter 4 ask for."""
