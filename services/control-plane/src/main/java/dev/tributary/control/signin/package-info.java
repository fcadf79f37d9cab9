/**
 * What the control plane knows of Keycloak: its settings, and failed sign-ins, which are copied to
 * the trail of administration; and what gateways report. It depends on the contracts and on the
 * runtime.
 */
@NullMarked
package dev.tributary.control.signin;

import org.jspecify.annotations.NullMarked;
