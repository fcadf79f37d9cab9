package dev.tributary.local.infra;

import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * A service's own database. The owner role migrates, and the running service does not get it. The
 * worker role serves loops, and the request role serves HTTP under row-level security. The
 * service's migrations grant the rights of both. Roles belong to the whole server, so their names
 * contain the database's.
 */
public record ServiceDatabase(
    String name, String address, Credentials owner, Credentials worker, Credentials request) {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,50}");

  public ServiceDatabase {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("Not a database name: " + name);
    }
  }

  /**
   * @param passwordOf the password (letters and digits) of a role
   */
  public static ServiceDatabase of(String name, String address, UnaryOperator<String> passwordOf) {
    return new ServiceDatabase(
        name,
        address,
        credentials(name + "_owner", passwordOf),
        credentials(name + "_worker", passwordOf),
        credentials(name + "_request", passwordOf));
  }

  private static Credentials credentials(String role, UnaryOperator<String> passwordOf) {
    return new Credentials(role, passwordOf.apply(role));
  }
}
