"""Files of experiments, ``.vizapp``: their form, and how they are read and written, without torch and the engine."""
