-- Emails that should have gone out, or been tried again, two minutes ago: what was to wake them is
-- lost, or the server that held it has forgotten. `due_at` moves on with every try and every wait.
CREATE OR REPLACE FUNCTION overdue_messages(how_many int) RETURNS TABLE (id uuid, clinic_id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT m.id, m.clinic_id FROM public.messages m
    WHERE m.state = 'queued' AND m.due_at < clock_timestamp() - interval '2 minutes'
    ORDER BY m.due_at LIMIT how_many
  $$;
