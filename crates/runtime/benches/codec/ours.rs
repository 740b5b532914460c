//! The same models as they are generated, with checks.

use specwright::codegen::Unknown;

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Page {
    pub(crate) next: Option<String>,
    pub(crate) orders: Vec<Order>,
}

specwright::codegen::object! {
    Page {
        next: String = Optional "next" { max_length: 100 },
        orders: Vec<Order> = Required "orders" { max_items: 1000 },
    }
    new(orders: Vec<Order>)
    set(next: impl Into<String>)
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Order {
    pub(crate) id: String,
    pub(crate) number: i64,
    pub(crate) status: Status,
    pub(crate) customer: Customer,
    pub(crate) lines: Vec<Line>,
    pub(crate) total: f64,
    pub(crate) note: Option<String>,
    pub(crate) tags: Vec<String>,
    pub(crate) paid: bool,
}

specwright::codegen::object! {
    Order {
        id: String = Required "id" { min_length: 5, max_length: 20 },
        number: i64 = Required "number" { minimum: 1 },
        status: Status = Required "status",
        customer: Customer = Required "customer",
        lines: Vec<Line> = Required "lines" { min_items: 1, max_items: 50 },
        total: f64 = Required "total" { minimum: 0 },
        note: String = Optional "note" { max_length: 1000 },
        tags: Vec<String> = Required "tags" { max_items: 10, items: { min_length: 1, max_length: 20 } },
        paid: bool = Required "paid",
    }
    new(
        id: impl Into<String>, number: i64, status: Status, customer: Customer, lines: Vec<Line>,
        total: f64, tags: Vec<String>, paid: bool,
    )
    set(note: impl Into<String>)
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Status {
    Open,
    InTransit,
    Done,
    Unknown(Unknown),
}

specwright::codegen::string_enum! {
    Status {
        Open = "open",
        InTransit = "in-transit",
        Done = "done",
        ..Unknown,
    }
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Customer {
    pub(crate) name: String,
    pub(crate) email: String,
    pub(crate) phone: Option<String>,
}

specwright::codegen::object! {
    Customer {
        name: String = Required "name" { min_length: 1, max_length: 200 },
        email: String = Required "email" { max_length: 200 },
        phone: String = Optional "phone" { max_length: 30 },
    }
    new(name: impl Into<String>, email: impl Into<String>)
    set(phone: impl Into<String>)
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Line {
    pub(crate) sku: String,
    pub(crate) quantity: i32,
    pub(crate) price: f64,
}

specwright::codegen::object! {
    Line {
        sku: String = Required "sku" { min_length: 1, max_length: 40 },
        quantity: i32 = Required "quantity" { minimum: 1, maximum: 1000 },
        price: f64 = Required "price" { minimum: 0, exclusive_maximum: 1000000 },
    }
    new(sku: impl Into<String>, quantity: i32, price: f64)
}
