"""
Quantity rules as text a clerk can read: ``voters + ceil(voters * 2.5 / 100)``.

An expression knows whole and decimal numbers, ``+ - * / ( )``, a few functions and the names its rule may
use. It is computed in exact fractions, so that 2.5 % of 520 is 13 on every machine, and nothing but
arithmetic can be written in it.
"""

import ast
import math
import operator
import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Any, cast

from sepaham.errors import SepahamError

LONGEST = 200
"""Characters an expression may have."""

_NUMBER = re.compile(r"\d{1,12}(\.\d{1,6})?")
_OPERATORS: Mapping[type[ast.operator], Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_ROUNDINGS: Mapping[str, Callable[[Fraction], int]] = {
    "ceil": math.ceil,
    "floor": math.floor,
    "round": lambda value: math.floor(value + Fraction(1, 2)),
}
_CHOICES: Mapping[str, Callable[..., Fraction]] = {"max": max, "min": min}


class QuantityError(SepahamError):
    """An expression that cannot be read, or that gives no whole number."""


def check(expression: str, names: frozenset[str]) -> None:
    """
    Make sure that an expression can be read and uses only these names.

    Raises:
        QuantityError: It cannot, or it does not.
    """
    for node in ast.walk(_parse(expression)):
        if isinstance(node, ast.Name) and node.id not in {*names, *_ROUNDINGS, *_CHOICES}:
            known = ", ".join(sorted(names)) or "none"
            raise QuantityError(f"{expression!r}: {node.id!r} is not known; names: {known}.", "quantity.name")
    _value(_parse(expression), expression, dict.fromkeys(names, Fraction(7919)))


def quantity(expression: str, values: Mapping[str, int]) -> int:
    """
    Return what an expression gives for these values, a whole number of pieces.

    Raises:
        QuantityError: The result is a fraction or negative, or cannot be computed.
    """
    exact = {name: Fraction(value) for name, value in values.items()}
    result = _value(_parse(expression), expression, exact)
    if result.denominator != 1 or result < 0:
        raise QuantityError(
            f"{expression!r} gives {result}, which is no whole number of pieces; use ceil, floor or round.",
            "quantity.fraction",
        )
    return int(result)


@lru_cache(maxsize=256)
def _parse(expression: str) -> ast.expr:
    if len(expression) > LONGEST:
        raise QuantityError(f"An expression has at most {LONGEST} characters.", "quantity.long")
    try:
        tree = ast.parse(expression.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise QuantityError(f"{expression!r} cannot be read as arithmetic.", "quantity.syntax") from error
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant):
            # The written digits, not the float that Python made of them.
            written = ast.get_source_segment(expression.strip(), node) or ""
            node.value = cast("Any", Fraction(written) if _NUMBER.fullmatch(written) else None)
    return tree


def _value(node: ast.expr, expression: str, values: Mapping[str, Fraction]) -> Fraction:
    match node:
        case ast.Constant(value=Fraction() as number):
            return number
        case ast.Name(id=name) if name in values:
            return values[name]
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_value(operand, expression, values)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATORS:
            pair = _value(left, expression, values), _value(right, expression, values)
            return _apply(type(op), pair, expression)
        case ast.Call(func=ast.Name(id=name), args=[argument], keywords=[]) if name in _ROUNDINGS:
            return Fraction(_ROUNDINGS[name](_value(argument, expression, values)))
        case ast.Call(func=ast.Name(id=name), args=[_, _, *_], keywords=[]) if name in _CHOICES:
            return _CHOICES[name](*(_value(argument, expression, values) for argument in node.args))
    raise QuantityError(f"{expression!r} holds more than arithmetic.", "quantity.syntax")


def _apply(kind: type[ast.operator], pair: tuple[Fraction, Fraction], expression: str) -> Fraction:
    try:
        return _OPERATORS[kind](*pair)
    except ZeroDivisionError as error:
        raise QuantityError(f"{expression!r} divides by zero.", "quantity.zero") from error
