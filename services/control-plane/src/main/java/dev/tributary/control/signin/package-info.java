/**
 * Failed sign-ins, which are copied from Keycloak to the trail of administration, and what gateways
 * report. Keycloak and the stores are ports. It depends on the contracts.
 */
@NullMarked
package dev.tributary.control.signin;

import org.jspecify.annotations.NullMarked;
