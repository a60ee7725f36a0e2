//! The one page there is: the window is not set up.

use leptos::prelude::*;

/// The whole staff app.
#[component]
pub fn App() -> impl IntoView {
    view! {
        <div class="app">
            <a class="skip" href="#main">"跳到正文"</a>
            <header class="app-header">
                <div class="wrap">
                    <p class="brand">
                        <span>
                            <span class="brand__name">"窗口端"</span>
                            <span class="brand__owner">
                                "义乌市民政局 · " <span lang="en">"Service window, for staff"</span>
                            </span>
                        </span>
                    </p>
                </div>
            </header>
            <main class="page wrap" id="main" tabindex="-1">
                <NotSetUp />
            </main>
        </div>
    }
}

/// Says that nobody can work here yet, who can change that, and what to do meanwhile. Both languages stand below each
/// other, as there is nothing yet that could remember a choice.
#[component]
fn NotSetUp() -> impl IntoView {
    view! {
        <div class="page-head">
            <h1>"窗口端尚未启用"</h1>
            <p class="lead">"这里是工作人员用的页面。现在还不能登录，也不能在这里办理。"</p>
        </div>
        <div class="card" id="zh">
            <h2>"怎么办"</h2>
            <ul class="points">
                <li>"窗口人员：请照现在的办法继续办理，不用等它。"</li>
                <li>
                    "系统管理员：由您启用。启用办法写在随程序提供的 deploy/README.md 的"
                    <span lang="en">"“The window”"</span> "一节。"
                </li>
                <li>"来办事的群众：请用“义乌民政自助”，或到窗口办理。"</li>
            </ul>
        </div>
        <div class="card" id="en" lang="en">
            <h2>"The service window is not set up yet"</h2>
            <p>"This page is for staff. Nobody can sign in or work here yet."</p>
            <ul class="points">
                <li>"Clerks: please go on as you do now; there is no need to wait."</li>
                <li>
                    "System administrator: setting it up is up to you. The section \"The window\" of deploy/README.md, \
                     which comes with the program, says how."
                </li>
                <li>"Citizens: please use the self-service app of the bureau, or come to a window."</li>
            </ul>
        </div>
    }
}
