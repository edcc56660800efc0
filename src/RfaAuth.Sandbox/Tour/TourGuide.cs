using System.Security;
using RfaAuth.Core.Apis;
using RfaAuth.Core.Diagnostics;
using RfaAuth.Core.GraphQL;
using RfaAuth.Core.Sessions;
using RfaAuth.Sandbox.Ledger;
using SessionOptions = RfaAuth.Core.Sessions.SessionOptions;

namespace RfaAuth.Sandbox.Tour;

/// <summary>Tells the steps, makes the calls, shows what arrived at the sandbox, and ends the tour where a claim does not hold.</summary>
internal sealed class TourGuide(TextWriter output, SandboxServer server, MovableClock clock) : ICallLog
{
    private int _requestsShown;

    public SandboxServer Server { get; } = server;

    /// <summary>How many steps were begun.</summary>
    public int Steps { get; private set; }

    public void Chapter(string title)
    {
        output.WriteLine();
        output.WriteLine(title);
    }

    /// <summary>Begins a step.</summary>
    /// <param name="title">What it does: a sentence.</param>
    public void Step(string title)
    {
        Steps++;
        output.WriteLine();
        output.WriteLine($"{Steps,2}. {title}");
    }

    public void Tell(string line) => output.WriteLine($"      {line}");

    /// <summary>Makes sure that the step did what it says.</summary>
    /// <param name="claim">What must hold.</param>
    /// <param name="holds">Whether it does.</param>
    /// <exception cref="TourFailedException">It does not.</exception>
    public void Check(string claim, bool holds)
    {
        if (!holds)
        {
            throw new TourFailedException($"it is not so that {claim}.");
        }

        output.WriteLine($"   ok {claim}");
    }

    public void PutClockForward(int minutes)
    {
        clock.PutForward(TimeSpan.FromMinutes(minutes));
        Tell($"The sandbox's clock is put forward by {minutes} minutes.");
    }

    /// <summary>Signs the demo user in through RfaAuth's client.</summary>
    public Task<ApiSession> ConnectAsync(IServiceApi api, Uri endpoint)
    {
        var password = new SecureString();
        foreach (var character in SandboxUser.Demo.Password)
        {
            password.AppendChar(character);
        }

        password.MakeReadOnly();
        var options = new SessionOptions(api, endpoint) { Timeout = TimeSpan.FromSeconds(30), NoProxy = true };
        return ApiSession.ConnectAsync(options, new SignInCredential(SandboxUser.Demo.Email, password), this, CancellationToken.None);
    }

    /// <summary>Runs an operation through RfaAuth's client and shows what it sent.</summary>
    public async Task<GraphQLResponse> CallAsync(ApiSession session, string query, IReadOnlyDictionary<string, object?>? variables = null)
    {
        var response = await session.ExecuteAsync(
            new GraphQLRequest(query) { Variables = variables }, new CallOptions { Log = this }, CancellationToken.None);
        ShowRequests();
        return response;
    }

    /// <summary>Shows the requests that arrived since the last time.</summary>
    public void ShowRequests()
    {
        foreach (var request in NewRequests())
        {
            Tell($"{request.Kind,-8} {string.Join(", ", request.RootFields),-24} HTTP {request.Status}{About(request)}");
        }
    }

    public void Verbose(string message) => Tell($"(client) {message}");

    public void Warning(string message) => Tell($"(client, warning) {message}");

    private List<RequestEntry> NewRequests()
    {
        var requests = Server.Ledger.Requests.Skip(_requestsShown).ToList();
        _requestsShown += requests.Count;
        return requests;
    }

    private static string About(RequestEntry request) => request.Kind switch
    {
        RequestKind.SignIn or RequestKind.Refresh => "",
        _ when request.User is null => ", the token is dead",
        _ => ", the token is good",
    };
}
