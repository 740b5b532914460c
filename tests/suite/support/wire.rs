//! Both sides of the wire: a router in this process and behind a socket, and
//! clients of either.

use std::{
    collections::VecDeque,
    net::Ipv4Addr,
    sync::{Arc, Mutex},
};

use axum::Router;
use proptest::{
    strategy::Strategy,
    test_runner::{Config, RngSeed, TestCaseError, TestRunner},
};
use specwright::client::{BuildError, Transport};
use specwright_axum::InProcess;
use specwright_reqwest::ReqwestTransport;
use tokio::{net::TcpListener, runtime::Runtime};

/// How a client of a generated module is made: `Client::with_transport`.
pub type Make<C> = fn(String, Arc<dyn Transport>) -> Result<C, BuildError>;

/// A router, and how it is reached.
#[derive(Clone)]
pub struct Side {
    pub name: &'static str,
    pub base: String,
    pub transport: Arc<dyn Transport>,
}

impl Side {
    /// A client of this side.
    pub fn client<C>(&self, make: Make<C>) -> C {
        make(self.base.clone(), self.transport.clone()).unwrap()
    }
}

/// A runtime of one thread; servers live as long as it does.
pub fn runtime() -> Runtime {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
}

/// Serves `router` on a free port of the loopback interface. The port is bound
/// when this returns, so that a connection waits rather than fails.
pub async fn serve(router: Router) -> String {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, router).await });
    base
}

/// `router` in this process and behind a socket.
pub async fn both(router: Router) -> [Side; 2] {
    let in_process = Side {
        name: "in process",
        base: "http://in.process".to_owned(),
        transport: Arc::new(InProcess::new(router.clone())),
    };
    let base = serve(router).await;
    let socket = Side {
        name: "socket",
        transport: Arc::new(ReqwestTransport::for_base_url(&base).unwrap()),
        base,
    };
    [in_process, socket]
}

/// Runs `test` with a client of each side.
pub fn on_both<C>(router: Router, make: Make<C>, test: impl AsyncFn(C)) {
    let runtime = runtime();
    runtime.block_on(async {
        for side in both(router).await {
            test(side.client(make)).await;
        }
    });
}

/// Runs `test` with values of `strategy` and a client of each side. The values
/// are the same in every run unless `PROPTEST_RNG_SEED` says otherwise;
/// `PROPTEST_CASES` says how many there are.
pub fn property<S, C>(router: Router, make: Make<C>, strategy: S, test: impl AsyncFn(&C, S::Value))
where
    S: Strategy<Value: Clone>,
{
    let runtime = runtime();
    let sides = runtime.block_on(both(router));
    let clients = sides.map(|side| side.client(make));
    check(strategy, |value| {
        for client in &clients {
            runtime.block_on(test(client, value.clone()));
        }
    });
}

/// Runs `test` with values of `strategy`, the same ones in every run.
pub fn check<S: Strategy>(strategy: S, test: impl Fn(S::Value)) {
    let mut config = Config {
        failure_persistence: None,
        ..Config::default()
    };
    if config.rng_seed == RngSeed::Random {
        config.rng_seed = RngSeed::Fixed(0x5eed);
    }
    if std::env::var_os("PROPTEST_CASES").is_none() {
        config.cases = 64;
    }
    let mut runner = TestRunner::new(config);
    let outcome = runner.run(&strategy, |value| {
        test(value);
        Ok::<(), TestCaseError>(())
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
}

/// What a handler was called with, and what it is to answer.
pub struct Script<Request, Response> {
    seen: Mutex<VecDeque<Request>>,
    answers: Mutex<VecDeque<Response>>,
}

impl<Request, Response> Default for Script<Request, Response> {
    fn default() -> Self {
        Self {
            seen: Mutex::default(),
            answers: Mutex::default(),
        }
    }
}

impl<Request, Response> Script<Request, Response> {
    /// Sets what the next call answers.
    pub fn will(&self, answer: Response) {
        self.answers.lock().unwrap().push_back(answer);
    }

    /// For the handler: keeps the request, and takes the answer.
    pub fn play(&self, request: Request) -> Response {
        self.see(request);
        let answer = self.answers.lock().unwrap().pop_front();
        answer.expect("the handler was called once too often")
    }

    /// For a handler that knows its answer: keeps the request.
    pub fn see(&self, request: Request) {
        self.seen.lock().unwrap().push_back(request);
    }

    /// What the handler was called with; it was called just once.
    pub fn seen(&self) -> Request {
        let mut seen = self.seen.lock().unwrap();
        assert_eq!(seen.len(), 1, "calls of the handler");
        seen.pop_front().unwrap()
    }

    /// The handler was not called.
    pub fn untouched(&self) {
        assert_eq!(self.seen.lock().unwrap().len(), 0, "calls of the handler");
    }
}

/// A server that answers what it is told, and keeps the bodies it gets: for
/// answers that no generated server would give.
#[derive(Clone, Default)]
pub struct Canned(Arc<Script<String, axum::response::Response>>);

impl Canned {
    /// Its router.
    pub fn router(&self) -> Router {
        let script = self.0.clone();
        Router::new().fallback(move |body: String| {
            let answer = script.play(body);
            async { answer }
        })
    }

    /// Sets the next answer, of JSON.
    pub fn json(&self, status: u16, body: impl Into<axum::body::Body>) {
        self.will(status, &[("content-type", "application/json")], body);
    }

    /// Sets the next answer.
    pub fn will(&self, status: u16, headers: &[(&str, &str)], body: impl Into<axum::body::Body>) {
        let mut answer = http::Response::builder().status(status);
        for (name, value) in headers {
            answer = answer.header(*name, *value);
        }
        self.0.will(answer.body(body.into()).unwrap());
    }

    /// The body of the one request that came.
    pub fn got(&self) -> String {
        self.0.seen()
    }
}
