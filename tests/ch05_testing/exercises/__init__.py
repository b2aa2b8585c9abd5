"""What the exercises of chapter 5 ask for."""
