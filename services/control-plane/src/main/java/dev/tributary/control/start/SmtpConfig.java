package dev.tributary.control.start;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** The mail server that sends alerts and invitations. */
@ConfigMapping(prefix = "tributary.control.smtp")
public interface SmtpConfig {

  /** Its name; without one there is no e-mail. */
  Optional<String> host();

  @WithDefault("587")
  int port();

  Optional<String> username();

  Optional<String> password();

  /** The sender's address. */
  Optional<String> from();

  /** Whether TLS begins with the connection, begins with STARTTLS, or is not used. */
  @WithDefault("starttls")
  Tls tls();

  /** How the connection is secured. */
  enum Tls {
    /** From the first byte. */
    TLS,
    /** With STARTTLS, before any other command; a server without TLS is not used. */
    STARTTLS,
    /** No encryption; for a server on the same machine. */
    NONE
  }
}
