package dev.tributary.control.start;

import dev.tributary.control.approval.ApprovableRoutes;
import dev.tributary.control.approval.ChangeRequestStore;
import dev.tributary.control.postgres.approval.PostgresChangeRequests;
import dev.tributary.definitions.postgres.Transactions;
import dev.tributary.definitions.start.DefinitionBeans;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

/** Creates the store of change requests. */
@ApplicationScoped
public class ApprovalWiring {
  @Produces
  @Singleton
  ChangeRequestStore changeRequests(@Named(DefinitionBeans.OF_REQUESTS) Transactions requests) {
    return new PostgresChangeRequests(requests);
  }

  @Produces
  @Singleton
  ApprovableRoutes approvable() {
    return ApprovableRoutes.load();
  }
}
