using RfaAuth.Sandbox.Execution;
using RfaAuth.Sandbox.Services.Lists;

namespace RfaAuth.Sandbox.Services.RedFlagAlert;

/// <summary>The schema of Red Flag Alert: the documented fields, and a few more that show what a client must cope with.</summary>
internal static class RedFlagAlertSchema
{
    private static readonly ObjectType s_address = new(
        "Address",
        FieldDefinition.Of<Address>("line_1", Scalars.String.Required(), a => a.Line1),
        FieldDefinition.Of<Address>("line_2", Scalars.String, a => a.Line2),
        FieldDefinition.Of<Address>("town", Scalars.String.Required(), a => a.Town),
        FieldDefinition.Of<Address>("county", Scalars.String, a => a.County),
        FieldDefinition.Of<Address>("postcode", Scalars.String.Required(), a => a.Postcode),
        FieldDefinition.Of<Address>("country", Scalars.String.Required(), a => a.Country));

    private static readonly ObjectType s_director = new(
        "Director",
        FieldDefinition.Of<Director>("name", Scalars.String.Required(), d => d.Name),
        FieldDefinition.Of<Director>("appointed_on", Scalars.String.Required(), d => d.AppointedOn),
        FieldDefinition.Of<Director>("nationality", Scalars.String, d => d.Nationality),
        FieldDefinition.Of<Director>("is_active", Scalars.Boolean.Required(), d => d.IsActive));

    private static readonly ObjectType s_company = new(
        "Company",
        FieldDefinition.Of<Company>("company_number", Scalars.String.Required(), c => c.Number)
            .Describe("The number at the register: eight characters, with leading zeros."),

        // A deprecated field, for introspection. Its access is stated so that there is no filter for it.
        FieldDefinition.Of<Company>("company_no", Scalars.String, c => c.Number)
            .Describe("The number at the register.").Deprecate("Use company_number.").For(FieldAccess.SignedIn),
        FieldDefinition.Of<Company>("company_name", Scalars.String.Required(), c => c.Name),
        FieldDefinition.Of<Company>("company_status", Scalars.String.Required(), c => c.Status),
        FieldDefinition.Of<Company>("incorporation_date", Scalars.String, c => c.IncorporatedOn),
        FieldDefinition.Of<Company>("updated_at", Scalars.String, c => c.UpdatedAt),
        FieldDefinition.Of<Company>("registry_reference", Scalars.String.Required(), c => c.Reference),
        FieldDefinition.Of<Company>("credit_limit", Scalars.Decimal, c => c.CreditLimit),
        FieldDefinition.Of<Company>("credit_rating", Scalars.String, c => c.CreditRating),
        FieldDefinition.Of<Company>("employees", Scalars.Int.Required(), c => c.Employees),
        FieldDefinition.Of<Company>("turnover", Scalars.Long, c => c.Turnover),
        FieldDefinition.Of<Company>("shares_issued", Scalars.BigInt, c => c.SharesIssued),
        FieldDefinition.Of<Company>("auditor_name", Scalars.String, c => c.AuditorName),
        FieldDefinition.Of<Company>("registered_address", s_address.Required(), c => c.Address),
        FieldDefinition.Of<Company>("directors", s_director.Required().List().Required(), c => c.Directors),
        FieldDefinition.Of<Company>("internal_score", Scalars.Int.Required(), c => c.Employees % 100).For(FieldAccess.Administrator),

        // A field that fails on some companies: an answer with data and errors. Its access is stated so that no filter resolves it.
        FieldDefinition.Of<Company>("registry_extract", Scalars.String, Extract).For(FieldAccess.SignedIn)
            .Describe("An extract of the register; none is kept of dissolved companies."))
    {
        Description = "A company of the register.",
    };

    private static readonly ObjectType s_auditor = new(
        "Auditor",
        FieldDefinition.Of<Auditor>("auditor_name", Scalars.String.Required(), a => a.Name),
        FieldDefinition.Of<Auditor>("town", Scalars.String, a => a.Town),
        FieldDefinition.Of<Auditor>("client_count", Scalars.Int.Required(), a => a.ClientCount));

    private static readonly ObjectType s_account = new(
        "Account",
        FieldDefinition.Of<CompanyData>("creditBalance", Scalars.Int.Required(), _ => 1250),
        FieldDefinition.Of<CompanyData>("totalBillCount", Scalars.Int.Required(), _ => 17),
        FieldDefinition.Of<CompanyData>("note", Scalars.String.Required(), d => d.Note),
        FieldDefinition.Of<CompanyData>("watchlist", Scalars.String.Required().List().Required(), d => d.Watchlist));

    private static readonly ObjectType s_viewer = new(
        "Viewer",
        FieldDefinition.Of<SandboxUser>("userName", Scalars.String.Required(), u => u.UserName),
        FieldDefinition.Of<SandboxUser>("email", Scalars.String.Required(), u => u.Email));

    private static readonly ObjectType s_watched = new(
        "WatchlistPayload",
        FieldDefinition.Of<CompanyData>("watchlist", Scalars.String.Required().List().Required(), d => d.Watchlist),
        FieldDefinition.Of<CompanyData>("entryCount", Scalars.Int.Required(), d => d.Watchlist.Count));

    /// <param name="data">The data of the moment.</param>
    /// <param name="signIn">The sign-in operations.</param>
    /// <param name="requireManagementFlow">Whether they have the argument <c>useManagementflow</c>, and need it.</param>
    public static Schema Create(Func<CompanyData> data, SignInFields signIn, bool requireManagementFlow) => new(
        new ObjectType(
            "Query",
            Segment.Field("companies", s_company, () => data().Companies).Describe("The companies of the register, in pages."),
            Segment.Field("auditors", s_auditor, () => data().Auditors).Describe("The auditors of the companies, in pages."),
            Entries.Segment,
            Entries.Connection,
            new FieldDefinition("company", s_company, context =>
                data().Companies.FirstOrDefault(c => c.Number == context.Argument<string>("company_number")))
                .With(new ArgumentDefinition("company_number", Scalars.String.Required()) { Description = "The number at the register." })
                .Describe("One company; null where there is none of that number."),
            new FieldDefinition("account", s_account.Required(), _ => data()),
            new FieldDefinition("viewer", s_viewer.Required(), context => ((CallState)context.State).Caller.User),
            new FieldDefinition("adminReport", Scalars.String, _ => "for administrators").For(FieldAccess.Administrator)),
        new ObjectType(
            "Mutation",
            signIn.SignIn(requireManagementFlow),
            signIn.Refresh(requireManagementFlow),
            new FieldDefinition("addCompanyToWatchlist", s_watched, context => Watch(data(), context.Argument<string>("company_number")!))
                .With(new ArgumentDefinition("company_number", Scalars.String.Required()))
                .Describe("Watches a company from now on; it may be on the list several times."),
            new FieldDefinition("updateAccountNote", s_account.Required(), context =>
            {
                data().SetNote(context.Argument<string>("note")!);
                return data();
            }).With(new ArgumentDefinition("note", Scalars.String.Required()))));

    private static CompanyData Watch(CompanyData data, string companyNumber)
    {
        if (data.Companies.All(c => c.Number != companyNumber))
        {
            throw new FieldException(new ExecutionError(ErrorKind.Field, $"There is no company {companyNumber}.") { Code = "COMPANY_NOT_FOUND" });
        }

        data.Watch(companyNumber);
        return data;
    }

    private static string Extract(Company company) => company.Status == "Dissolved"
        ? throw new FieldException(new ExecutionError(ErrorKind.Field, "No extract is kept of a dissolved company.") { Code = "EXTRACT_UNAVAILABLE" })
        : $"Extract of {company.Number}";
}
