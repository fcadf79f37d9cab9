/**
 * The ways on which alerts leave: e-mail, Slack, webhooks. Addresses that customers name are
 * reached within the runtime's egress policy only; the mail server is the operator's own.
 */
@NullMarked
package dev.tributary.gateway.channel;

import org.jspecify.annotations.NullMarked;
