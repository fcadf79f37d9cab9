package dev.tributary.sandbox.http;

import dev.tributary.sandbox.control.RequestLog;
import dev.tributary.sandbox.control.SandboxClock;
import dev.tributary.sandbox.hubspot.Account;
import dev.tributary.sandbox.webhook.Receivers;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** The sandbox's parts. */
@Singleton
class Wiring {
  @Produces
  @Singleton
  SandboxClock clock() {
    return new SandboxClock(Clock.systemUTC());
  }

  @Produces
  @Singleton
  RequestLog requestLog() {
    return new RequestLog();
  }

  @Produces
  @Singleton
  Account account(SandboxClock clock, HubSpotConfiguration configuration) {
    return new Account(clock, configuration.token().orElse(""));
  }

  @Produces
  @Singleton
  Receivers receivers(SandboxClock clock) {
    return new Receivers(clock);
  }

  @Produces
  @Singleton
  Vendors vendors(SandboxClock clock) {
    return new Vendors(clock);
  }
}
