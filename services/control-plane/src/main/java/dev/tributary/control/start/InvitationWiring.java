package dev.tributary.control.start;

import dev.tributary.contracts.Ids;
import dev.tributary.control.notice.InvitationEmail;
import dev.tributary.control.notice.MailServer;
import dev.tributary.control.postgres.invitation.PostgresInvitations;
import dev.tributary.control.postgres.signin.PostgresClientUses;
import dev.tributary.control.postgres.signin.PostgresReports;
import dev.tributary.control.signin.ReportStore;
import dev.tributary.control.workspace.ClientUseStore;
import dev.tributary.control.workspace.Directory;
import dev.tributary.control.workspace.invitation.InvitationAcceptance;
import dev.tributary.control.workspace.invitation.InvitationMail;
import dev.tributary.control.workspace.invitation.InvitationStore;
import dev.tributary.control.workspace.invitation.Invitations;
import dev.tributary.control.workspace.invitation.InvitedAccounts;
import dev.tributary.definitions.Quotas;
import dev.tributary.definitions.postgres.Transactions;
import dev.tributary.definitions.start.DefinitionBeans;
import dev.tributary.runtime.tenancy.WorkspaceDirectory;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.StartTLSOptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;

/** Wires invitations, the stores of what gateways report, and the mail server. */
@ApplicationScoped
public class InvitationWiring {
  private static final int CONNECT_TIMEOUT_MILLIS = 5_000;

  @Produces
  @Singleton
  InvitationStore invitations(
      @Named(DefinitionBeans.OF_REQUESTS) Transactions requests,
      @Named(ControlBeans.OF_WORKERS) Transactions worker) {
    return new PostgresInvitations(requests, worker);
  }

  @Produces
  @Singleton
  Invitations pending(
      InvitationStore store,
      InvitationMail mail,
      ControlConfig config,
      Ids ids,
      Clock clock,
      Quotas quotas) {
    return new Invitations(store, mail, config.gatewayUrl(), ids, clock, quotas);
  }

  @Produces
  @Singleton
  InvitationAcceptance acceptance(
      InvitationStore store, Directory directory, WorkspaceDirectory workspaces, Clock clock) {
    return new InvitationAcceptance(store, directory, workspaces::find, clock);
  }

  @Produces
  @Singleton
  InvitedAccounts invitedAccounts(InvitationStore store, Directory directory, Clock clock) {
    return new InvitedAccounts(store, directory, clock);
  }

  @Produces
  @Singleton
  ClientUseStore clientUses(@Named(ControlBeans.OF_WORKERS) Transactions worker) {
    return new PostgresClientUses(worker);
  }

  @Produces
  @Singleton
  ReportStore reports(@Named(ControlBeans.OF_WORKERS) Transactions worker) {
    return new PostgresReports(worker);
  }

  @Produces
  @Singleton
  InvitationMail invitationMail(Optional<MailServer> server) {
    return new InvitationEmail(server);
  }

  /** Empty if the operator has configured none. */
  @Produces
  @Singleton
  Optional<MailServer> mailServer(Vertx vertx, SmtpConfig smtp, ControlConfig control) {
    return smtp.host().map(host -> server(vertx, smtp, host, control));
  }

  void close(@Disposes Optional<MailServer> server) {
    server.ifPresent(MailServer::close);
  }

  private static MailServer server(
      Vertx vertx, SmtpConfig smtp, String host, ControlConfig control) {
    String ours = URI.create(control.gatewayUrl()).getHost();
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
