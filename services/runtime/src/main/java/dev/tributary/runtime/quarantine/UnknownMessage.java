package dev.tributary.runtime.quarantine;

import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;

/** A message of a type, major version or kind that this version of the service does not know. */
public final class UnknownMessage extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnknownMessage(String type) {
    super("This version does not know messages of type '" + type + "'");
  }

  /** Whether a newer version may know what this one could not read: a type, a kind, a constant. */
  static boolean causes(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnknownMessage || cause instanceof InvalidTypeIdException) {
        return true;
      }
      if (cause instanceof InvalidFormatException format && format.getTargetType().isEnum()) {
        return true;
      }
    }
    return false;
  }
}
