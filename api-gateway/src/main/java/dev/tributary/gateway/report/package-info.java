/**
 * What a gateway reports to the control plane: sign-ins, sign-outs, refused requests, and when API
 * clients call. Requests never wait for it. It depends on the JDK and the contracts.
 */
@NullMarked
package dev.tributary.gateway.report;

import org.jspecify.annotations.NullMarked;
