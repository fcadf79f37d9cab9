/**
 * The reports of a gateway to the control plane: sign-ins, sign-outs, refused requests, and the
 * times of the calls of API clients. Requests never wait for it. It depends on the JDK and the
 * contracts.
 */
@NullMarked
package dev.tributary.gateway.report;

import org.jspecify.annotations.NullMarked;
