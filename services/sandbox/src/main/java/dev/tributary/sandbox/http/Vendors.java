package dev.tributary.sandbox.http;

import dev.tributary.sandbox.braze.Braze;
import dev.tributary.sandbox.customerio.CustomerIo;
import dev.tributary.sandbox.gainsight.Gainsight;
import dev.tributary.sandbox.googleads.GoogleAds;
import dev.tributary.sandbox.googleanalytics.GoogleAnalytics;
import dev.tributary.sandbox.kit.Vendor;
import dev.tributary.sandbox.klaviyo.Klaviyo;
import dev.tributary.sandbox.mailchimp.Mailchimp;
import dev.tributary.sandbox.marketo.Marketo;
import dev.tributary.sandbox.meta.Meta;
import dev.tributary.sandbox.netsuite.NetSuite;
import dev.tributary.sandbox.s3.S3;
import dev.tributary.sandbox.salesforce.Salesforce;
import dev.tributary.sandbox.sap.Sap;
import dev.tributary.sandbox.slack.Slack;
import dev.tributary.sandbox.workday.Workday;
import dev.tributary.sandbox.zendesk.Zendesk;
import java.time.Clock;
import java.util.List;

/** The vendors that the kit serves. A new one is a line here and a package of its own. */
final class Vendors {
  private final List<Vendor> all;

  Vendors(Clock clock) {
    all =
        List.of(
            new Klaviyo(clock),
            new Braze(clock),
            new CustomerIo(clock),
            new Mailchimp(clock),
            new Slack(clock),
            new GoogleAnalytics(clock),
            new Zendesk(clock),
            new Salesforce(clock),
            new Meta(clock),
            new GoogleAds(clock),
            new NetSuite(clock),
            new Sap(clock),
            new Workday(clock),
            new Marketo(clock),
            new Gainsight(clock),
            new S3(clock));
  }

  /** Only these vendors. */
  Vendors(List<Vendor> all) {
    this.all = List.copyOf(all);
  }

  List<Vendor> all() {
    return all;
  }
}
