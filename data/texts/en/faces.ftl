# The words of the four faces: the scale of the official survey.
face-1 = Not good
face-2 = Not so good
face-3 = Good
face-4 = Very good
