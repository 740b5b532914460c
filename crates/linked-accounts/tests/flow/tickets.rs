//! Links that are bound to a browser.

use std::time::Duration;

use url::Url;

use crate::support::{AFTER, House, Link, Sent, callback};

async fn house(public_url: &str) -> House {
    let public_url = Url::parse(public_url).unwrap();
    House::with(|config| {
        config.bind_browser = true;
        config.public_url = public_url;
    })
    .await
}

/// Opens a new ticket: the link, and the cookie as the browser sends it.
async fn open(house: &House) -> (Link, String) {
    let ticket = house.start("GITHUB", Some(AFTER)).await;
    let sent = house.get(ticket.url.path(), None).await;
    assert_eq!(sent.status, 302, "{sent:?}");
    let link = Link::of(sent.header("location").unwrap());
    (link, cookie(&sent))
}

fn cookie(sent: &Sent) -> String {
    let set = sent.header("set-cookie").unwrap();
    set.split_once(';').unwrap().0.to_owned()
}

async fn finish(house: &House, link: &Link, cookie: Option<&str>) -> Sent {
    let target = callback("GITHUB", link.state(), "code=c");
    house.get(&target, cookie).await
}

#[tokio::test]
async fn a_ticket_leads_to_the_provider_and_sets_a_cookie() {
    let house = house("https://link.example/base").await;
    let ticket = house.start("GITHUB", Some(AFTER)).await;
    let url = ticket.url.as_str();
    assert!(url.starts_with("https://link.example/base/start/") && url.len() == 32 + 43);
    assert!(ticket.parameters.is_empty());

    let path = ticket.url.path().strip_prefix("/base").unwrap();
    let sent = house.get(path, None).await;
    let location = sent.header("location").unwrap();
    assert!(location.starts_with("https://provider.example/authorize?"));
    let set = sent.header("set-cookie").unwrap();
    assert!(set.starts_with("__Host-linked-accounts-"));
    assert!(set.ends_with("; Path=/; Max-Age=600; HttpOnly; SameSite=Lax; Secure"));

    let link = Link::of(location);
    let sent = finish(&house, &link, Some(&cookie(&sent))).await;
    assert_eq!(sent.sent_on()["status"], "linked");
    let removed = sent.header("set-cookie").unwrap();
    assert!(removed.starts_with("__Host-linked-accounts-"));
    assert!(removed.contains("=; Path=/; Max-Age=0;"));
    assert!(house.account().await.is_some());
}

#[tokio::test]
async fn on_loopback_the_cookie_is_a_plain_one() {
    let house = house("http://127.0.0.1:8080").await;
    let (link, cookie) = open(&house).await;
    assert!(cookie.starts_with("linked-accounts-"));
    let sent = finish(&house, &link, Some(&cookie)).await;
    assert_eq!(sent.sent_on()["status"], "linked");
}

#[tokio::test]
async fn another_browser_is_refused() {
    let house = house("https://link.example").await;
    let (_, foreign) = open(&house).await;
    for wrong in [None, Some("value"), Some("foreign")] {
        let (link, cookie) = open(&house).await;
        let name = cookie.split_once('=').unwrap().0;
        let wrong = wrong.map(|wrong| match wrong {
            // The right name with another value, and another link's cookie.
            "value" => format!("{name}={}", "A".repeat(43)),
            _ => foreign.clone(),
        });
        let sent = finish(&house, &link, wrong.as_deref()).await;
        sent.is_problem(400, "other_browser");
        let again = finish(&house, &link, Some(&cookie)).await;
        again.is_problem(400, "unknown_state");
        // A cookie that is of no more use is removed.
        assert!(again.header("set-cookie").unwrap().contains("Max-Age=0"));
    }
    assert!(house.provider.asked().is_empty());
}

#[tokio::test]
async fn two_links_in_one_browser_do_not_disturb_each_other() {
    let house = house("https://link.example").await;
    let (one, first) = open(&house).await;
    let (two, second) = open(&house).await;
    let both = format!("{first}; {second}");
    for link in [one, two] {
        let sent = finish(&house, &link, Some(&both)).await;
        assert_eq!(sent.sent_on()["status"], "linked");
    }
}

#[tokio::test]
async fn a_ticket_is_good_for_one_use_and_ten_minutes() {
    let mut house = house("https://link.example").await;
    let ticket = house.start("GITHUB", None).await;
    let (one, two) = tokio::join!(
        house.get(ticket.url.path(), None),
        house.get(ticket.url.path(), None)
    );
    let mut statuses = [one.status.as_u16(), two.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [302, 404]);
    let again = house.get(ticket.url.path(), None).await;
    again.is_problem(404, "unknown_ticket");

    let ticket = house.start("GITHUB", None).await;
    house.clock.advance(Duration::from_secs(600));
    let late = house.get(ticket.url.path(), None).await;
    late.is_problem(400, "expired");

    // Neither a ticket nor a state is the other.
    let (link, _) = open(&house).await;
    let sent = house.get(&format!("/start/{}", link.state()), None).await;
    sent.is_problem(404, "unknown_ticket");

    let ticket = house.start("GITHUB", None).await;
    house
        .restart(|config| {
            let project = config.projects.get_mut("shop").unwrap();
            project.apps.remove("GITHUB");
        })
        .await;
    let gone = house.get(ticket.url.path(), None).await;
    gone.is_problem(404, "unknown_app");
}
