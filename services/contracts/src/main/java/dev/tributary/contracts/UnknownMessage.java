package dev.tributary.contracts;

import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;

/**
 * A message of a type, major version or kind that this version of the service does not know, or
 * with other unknown content.
 */
public final class UnknownMessage extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private UnknownMessage(String detail) {
    super(detail);
  }

  public static UnknownMessage ofType(String type) {
    return new UnknownMessage("This version does not know messages of type '" + type + "'");
  }

  /**
   * A message of a known type that this version cannot apply, but a later one can.
   *
   * @param detail why; all users see it, so it must not contain personal data
   */
  public static UnknownMessage because(String detail) {
    return new UnknownMessage(detail);
  }

  /**
   * Whether a newer version may know the part that this version could not read: a type, a kind, a
   * constant.
   */
  public static boolean causes(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnknownMessage || cause instanceof InvalidTypeIdException) {
        return true;
      }
      if (cause instanceof InvalidFormatException format && format.getTargetType().isEnum()) {
        return true;
      }
      if (cause instanceof ValueInstantiationException made && made.getType().isEnumType()) {
        return true;
      }
    }
    return false;
  }
}
