"""The one base error of the house, mapped once to an HTTP answer and once to a terminal line."""


class SepahamError(Exception):
    """A misuse or a refusal, with a sentence for people and a code for machines."""

    def __init__(self, message: str, code: str) -> None:
        """
        Keep the sentence and its code.

        Args:
            message: What is wrong, where, and what to do about it.
            code: A stable machine code, such as ``register.invalid``.
        """
        super().__init__(message)
        self.message = message
        self.code = code
