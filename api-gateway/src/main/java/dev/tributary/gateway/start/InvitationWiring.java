package dev.tributary.gateway.start;

import dev.tributary.gateway.channel.InvitationEmail;
import dev.tributary.gateway.channel.MailServer;
import dev.tributary.gateway.http.GatewayConfig;
import dev.tributary.gateway.postgres.PostgresClientUses;
import dev.tributary.gateway.postgres.PostgresInvitations;
import dev.tributary.gateway.workspace.ClientUses;
import dev.tributary.gateway.workspace.invitation.InvitationMail;
import dev.tributary.gateway.workspace.invitation.InvitationStore;
import dev.tributary.runtime.postgres.RequestDatabase;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.StartTLSOptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;

/** Creates the stores of invitations and of uses of clients, and the mail server. */
@ApplicationScoped
public class InvitationWiring {
  private static final int CONNECT_TIMEOUT_MILLIS = 5_000;

  @Produces
  @Singleton
  InvitationStore invitations(
      RequestDatabase database, @DataSource("worker") AgroalDataSource worker) {
    return new PostgresInvitations(database, worker);
  }

  @Produces
  @Singleton
  ClientUses clientUses(@DataSource("worker") AgroalDataSource worker, Clock clock) {
    return new ClientUses(new PostgresClientUses(worker), clock);
  }

  @Produces
  @Singleton
  InvitationMail invitationMail(Optional<MailServer> server) {
    return new InvitationEmail(server);
  }

  /** Empty if the operator has configured none. */
  @Produces
  @Singleton
  Optional<MailServer> mailServer(Vertx vertx, SmtpConfig smtp, GatewayConfig gateway) {
    return smtp.host().map(host -> server(vertx, smtp, host, gateway));
  }

  void close(@Disposes Optional<MailServer> server) {
    server.ifPresent(MailServer::close);
  }

  private static MailServer server(
      Vertx vertx, SmtpConfig smtp, String host, GatewayConfig gateway) {
    String ours = URI.create(gateway.url()).getHost();
    MailConfig config =
        new MailConfig(host, smtp.port())
            .setSsl(smtp.tls() == SmtpConfig.Tls.TLS)
            .setStarttls(
                smtp.tls() == SmtpConfig.Tls.STARTTLS
                    ? StartTLSOptions.REQUIRED
                    : StartTLSOptions.DISABLED)
            .setHostnameVerificationAlgorithm("HTTPS")
            .setOwnHostname(ours)
            .setAllowRcptErrors(true);
    config.setConnectTimeout(CONNECT_TIMEOUT_MILLIS);
    smtp.username()
        .ifPresentOrElse(
            user -> config.setLogin(LoginOption.REQUIRED).setUsername(user),
            () -> config.setLogin(LoginOption.DISABLED));
    smtp.password().ifPresent(config::setPassword);
    return new MailServer(vertx, config, smtp.from().orElse("tributary@" + ours), ours);
  }
}
