/** The counting parts of the webhook receiver alone, against naive ones. */
package dev.tributary.sandbox.webhook;
