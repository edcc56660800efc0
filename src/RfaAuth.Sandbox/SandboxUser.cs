namespace RfaAuth.Sandbox;

/// <summary>A user of both services.</summary>
/// <param name="UserName">The user name.</param>
/// <param name="Email">The e-mail address, which both services accept as the user name.</param>
/// <param name="Password">The password at the start.</param>
/// <param name="IsAdministrator">Whether the fields for administrators are allowed.</param>
public sealed record SandboxUser(string UserName, string Email, string Password, bool IsAdministrator = false)
{
    /// <summary>The user of the printed example.</summary>
    public static SandboxUser Demo { get; } = new("demo", "demo@example.com", "Sandbox-demo-1");

    /// <summary>The demo user, an administrator and eight more: <c>user1</c> to <c>user8</c>.</summary>
    public static IReadOnlyList<SandboxUser> Defaults { get; } =
    [
        Demo,
        new("admin", "admin@example.com", "Sandbox-admin-1", IsAdministrator: true),
        .. Enumerable.Range(1, 8).Select(n => new SandboxUser($"user{n}", $"user{n}@example.com", $"Sandbox-user-{n}")),
    ];
}
