"""What is known of text itself: tokens, case, words, names of the world."""
