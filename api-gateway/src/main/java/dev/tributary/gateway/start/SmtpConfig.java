package dev.tributary.gateway.start;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** The mail server through which alerts leave. */
@ConfigMapping(prefix = "tributary.gateway.smtp")
public interface SmtpConfig {

  /** Its name; without one there is no e-mail. */
  Optional<String> host();

  @WithDefault("587")
  int port();

  Optional<String> username();

  Optional<String> password();

  /** The sender's address. */
  Optional<String> from();

  /** Whether TLS begins with the connection, is asked for, or is not used. */
  @WithDefault("starttls")
  Tls tls();

  /** How the connection is secured. */
  enum Tls {
    /** From the first byte. */
    TLS,
    /** Asked for before anything is said; a server that has none is not used. */
    STARTTLS,
    /** Nothing is secured; for a server on the same machine. */
    NONE
  }
}
