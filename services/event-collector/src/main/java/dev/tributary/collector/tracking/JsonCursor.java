package dev.tributary.collector.tracking;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads JSON in place: checks it against RFC 8259 and UTF-8, and creates only the texts that are
 * requested. Unlike a general parser it has no limits of its own on depth, names or numbers. So a
 * value that exceeds our limits can be skipped and quarantined while the other values are read. It
 * needs one bit for each level of nesting.
 *
 * <p>Not thread-safe.
 */
final class JsonCursor {
  private static final int FIRST_PRINTABLE = 0x20;

  private final byte[] json;
  private final int end;
  private int position;
  private boolean first;
  private int textStart;
  private int textEnd;
  private boolean textEscaped;
  private final Levels levels = new Levels();

  JsonCursor(byte[] json, int start, int end) {
    this.json = json;
    this.position = start;
    this.end = end;
  }

  int position() {
    return position;
  }

  /** The first byte of the next value or mark, to which the cursor moves; -1 at the end. */
  int peek() {
    while (position < end) {
      byte next = json[position];
      if (next != ' ' && next != '\n' && next != '\r' && next != '\t') {
        return next;
      }
      position++;
    }
    return -1;
  }

  /** Moves into the object or array at the cursor. */
  void enter() {
    position++;
    first = true;
  }

  /**
   * Moves to the next member's value. Returns false at the object's end; the cursor is then after
   * it.
   */
  boolean nextMember() {
    if (!next('}')) {
      return false;
    }
    if (peek() != '"') {
      throw malformed("a name was expected");
    }
    text();
    if (peek() != ':') {
      throw malformed("a colon was expected");
    }
    position++;
    return true;
  }

  /** Moves to the next element. Returns false at the array's end; the cursor is then after it. */
  boolean nextElement() {
    return next(']');
  }

  private boolean next(char close) {
    int next = peek();
    if (next == close) {
      position++;
      first = false;
      return false;
    }
    if (!first) {
      if (next != ',') {
        throw malformed("a comma or the end was expected");
      }
      position++;
    }
    first = false;
    return true;
  }

  /** Whether the last name or text is this one, which must be plain ASCII. */
  boolean textIs(String expected) {
    if (textEscaped) {
      return expected.equals(lastText());
    }
    if (textEnd - textStart != expected.length()) {
      return false;
    }
    for (int i = 0; i < expected.length(); i++) {
      if (json[textStart + i] != expected.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** The characters of the last name or text. */
  String lastText() {
    String raw = new String(json, textStart, textEnd - textStart, StandardCharsets.UTF_8);
    return textEscaped ? JsonText.unescaped(raw) : raw;
  }

  /**
   * Skips a value and records its nesting.
   *
   * @param depth number of objects and arrays around it
   */
  void skip(int depth, Nesting nesting) {
    int level = depth;
    do {
      if (level > depth && !advance(levels.isObject(level), level, nesting)) {
        level--;
        continue;
      }
      int start = peek();
      if (start == '{' || start == '[') {
        level++;
        levels.set(level, start == '{');
        nesting.open(level);
        enter();
      } else {
        scalar(start);
      }
    } while (level > depth);
  }

  private boolean advance(boolean inObject, int level, Nesting nesting) {
    if (!inObject) {
      return nextElement();
    }
    if (!nextMember()) {
      return false;
    }
    nesting.member(level);
    return true;
  }

  private void scalar(int start) {
    switch (start) {
      case '"' -> text();
      case 't' -> literal("true");
      case 'f' -> literal("false");
      case 'n' -> literal("null");
      case -1 -> throw malformed("a value was expected");
      default -> number();
    }
  }

  /** Reads the text at the cursor. */
  void text() {
    textStart = ++position;
    textEscaped = false;
    while (position < end) {
      byte next = json[position];
      if (next == '"') {
        textEnd = position++;
        return;
      }
      if (next == '\\') {
        textEscaped = true;
        escape();
      } else if (next < 0) {
        position += Utf8.length(json, position, end);
      } else if (next < FIRST_PRINTABLE) {
        throw malformed("a control character must be escaped");
      } else {
        position++;
      }
    }
    throw malformed("a text has no end");
  }

  private void escape() {
    int escaped = position + 1 < end ? json[position + 1] : -1;
    switch (escaped) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> position += 2;
      case 'u' -> {
        for (int i = 2; i < 6; i++) {
          if (position + i >= end || Character.digit(json[position + i], 16) < 0) {
            throw malformed("\\u needs four hexadecimal digits");
          }
        }
        position += 6;
      }
      default -> throw malformed("there is no such escape");
    }
  }

  private void literal(String expected) {
    for (int i = 0; i < expected.length(); i++) {
      if (position + i >= end || json[position + i] != expected.charAt(i)) {
        throw malformed("a value was expected");
      }
    }
    position += expected.length();
  }

  /** Reads the number at the cursor; its digits are then the last text. */
  void number() {
    textStart = position;
    textEscaped = false;
    if (at('-')) {
      position++;
    }
    if (at('0')) {
      position++;
    } else {
      digits();
    }
    if (at('.')) {
      position++;
      digits();
    }
    if (at('e') || at('E')) {
      position++;
      if (at('+') || at('-')) {
        position++;
      }
      digits();
    }
    textEnd = position;
  }

  private boolean at(char expected) {
    return position < end && json[position] == expected;
  }

  private void digits() {
    int from = position;
    while (position < end && json[position] >= '0' && json[position] <= '9') {
      position++;
    }
    if (position == from) {
      throw malformed("a value was expected");
    }
  }

  MalformedJson malformed(String expected) {
    return new MalformedJson(expected, position);
  }

  /** Which of the open levels are objects. */
  private static final class Levels {
    private long[] bits = new long[1];

    void set(int level, boolean isObject) {
      int word = level >> 6;
      if (word == bits.length) {
        bits = Arrays.copyOf(bits, 2 * word);
      }
      long bit = 1L << level;
      bits[word] = isObject ? bits[word] | bit : bits[word] & ~bit;
    }

    boolean isObject(int level) {
      return (bits[level >> 6] & 1L << level) != 0;
    }
  }
}
